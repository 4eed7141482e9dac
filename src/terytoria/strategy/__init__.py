"""From findings to targets: what a strategy promises, checked against what data allow."""
