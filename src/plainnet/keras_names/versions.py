"""The versions that scripts are told.

plainnet follows the names, defaults and files of these.
"""

KERAS_VERSION = "3.15.1"
TENSORFLOW_VERSION = "2.21.0"
