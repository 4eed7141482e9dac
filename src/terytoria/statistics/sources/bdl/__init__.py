"""The Local Data Bank (BDL) of Statistics Poland: asking it, and what its answers mean."""
