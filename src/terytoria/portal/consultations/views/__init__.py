"""Pages of consultations: public ones, and those of staff."""
