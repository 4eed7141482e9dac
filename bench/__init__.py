"""The benchmark table: what takes how long and how much memory, beside a peer or its growth."""
