"""Every command of every service at the same moment as another one."""
