"""placeholder until services exist"""

COMMANDS = ()
