"""Pictures as SVG made from plain data: charts and maps."""
