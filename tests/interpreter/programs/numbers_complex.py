z = 3 + 4j
print(z, abs(z), z.conjugate(), z * 1j, z / (1 - 1j), z ** 2, -z, complex("1-2j"))
print(z == 3 + 4j, z.real, z.imag, complex(1, -0.0), 1j * 1j, bool(0j), f"{z:.1f}")
z < 1
