"""Forms, letters, the calendar entry and the minutes of meetings."""
