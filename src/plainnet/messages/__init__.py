"""Every sentence plainnet says to a person, in English and Simplified Chinese."""
