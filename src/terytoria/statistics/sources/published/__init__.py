"""Importers of files as their publishers give them: registers, boundaries, roads, lists."""
