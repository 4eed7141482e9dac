"""The way to an adopted strategy: plan, facts, clocks, letters."""
