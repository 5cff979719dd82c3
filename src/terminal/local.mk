# The files of the room.
libkusei_a_SOURCES +=
