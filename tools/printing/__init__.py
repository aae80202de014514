"""Prints Odoo's reports with Chromium; see tools/bin/wkhtmltopdf."""
