"""Writers turn one validated :class:`~terytoria.documents.model.Document` into files."""
