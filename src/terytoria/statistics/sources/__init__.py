"""Where statistics come from: a snapshot folder, own files, the synthetic country."""
