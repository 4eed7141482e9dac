"""The portal under load and under the axe: a home with people, its processes, their clients."""
