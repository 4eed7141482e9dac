"""Tasks with owner and date, the calendar, reminders."""
