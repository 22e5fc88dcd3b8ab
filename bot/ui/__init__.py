"""What people see, as data: no platform's markup anywhere."""
