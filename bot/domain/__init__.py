"""The pure rules of the process: no clock, no database, no platform."""
