"""The engine: plain Python that moves runs in batches. The models only store.

``motion`` holds runs in memory, ``facts`` and ``people`` answer what a node asks,
``walk`` enters and leaves nodes, ``decide`` and ``admin`` are what persons do, ``log``
writes and checks the events, ``finish`` tells the documents.
"""
