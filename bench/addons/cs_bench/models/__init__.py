from . import bench_request
from . import bench_peer
from . import bench_row
