"""The look of the working pages: templates, components, styles."""
