"""The nearest of many points on the globe."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

EARTH_KM = 6371.0088  # mean radius of the GRS 80 ellipsoid (IUGG)


def on_sphere(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Degrees as unit vectors, shape (n, 3).

    >>> on_sphere(np.array([0.0]), np.array([0.0])).tolist()
    [[1.0, 0.0, 0.0]]
    """
    lam, phi = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def nearest(
    lon: np.ndarray, lat: np.ndarray, target_lon: np.ndarray, target_lat: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Great-circle kilometres from each point to its nearest target, and the target's number.

    A chord grows with its arc, so the nearest by chord in a KD-tree over unit vectors is the
    nearest on the globe: arc = 2 R asin(chord / 2). Without targets the distance is infinite and
    the number -1. Of targets at the very same place the first is taken.

    >>> km, which = nearest(np.array([16.0]), np.array([53.0]), np.array([20.0, 16.0]),
    ...                     np.array([53.0, 53.5]))
    >>> round(float(km[0]), 1), int(which[0])
    (55.6, 1)
    """
    if not len(target_lon):
        return np.full(len(lon), np.inf), np.full(len(lon), -1)
    places, first = np.unique(on_sphere(target_lon, target_lat), axis=0, return_index=True)
    chord, found = cKDTree(places).query(on_sphere(lon, lat))
    km = 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return km, first[found]
