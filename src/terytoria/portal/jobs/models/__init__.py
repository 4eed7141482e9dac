"""The table of jobs."""

from terytoria.portal.jobs.models.job import Job

__all__ = ["Job"]
