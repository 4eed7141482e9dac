"""What councils released and the public reads: pages from files, and the verbs behind them."""
