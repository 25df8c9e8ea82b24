from enum import Flag, IntFlag, auto


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


mine = Permission.READ | Permission.WRITE
print(mine, mine.value, Permission.READ in mine, Permission.RUN in mine, bool(mine & Permission.RUN))
print(~mine, mine ^ Permission.ALL, list(Permission.ALL), Permission(0), Permission(5))


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, Bits(3) == 3, repr(Bits.A | 8))
Permission(16)
