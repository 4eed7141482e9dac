"""Great-circle distance."""

from __future__ import annotations

import numpy as np

EARTH_KM = 6371.0088  # mean radius of the GRS 80 ellipsoid (IUGG)


def between(
    lon: np.ndarray, lat: np.ndarray, other_lon: np.ndarray, other_lat: np.ndarray
) -> np.ndarray:
    """Kilometres along the great circle (haversine formula), elementwise; degrees in.

    >>> round(float(between(np.array(16.47), np.array(53.27), np.array(21.0), np.array(52.23))))
    326
    """
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half_lat = np.sin((other_phi - phi) / 2)
    half_lon = np.sin(np.radians(np.asarray(other_lon) - lon) / 2)
    chord = half_lat**2 + np.cos(phi) * np.cos(other_phi) * half_lon**2
    km: np.ndarray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return km
