"""What `keras.backend` holds.

Concepts: backend
"""

BACKEND_MODULES: dict[str, dict[str, str]] = {
    "keras.backend": {},
    "keras.config": {},
}
