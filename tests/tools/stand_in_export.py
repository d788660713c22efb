"""A stand-in for EXPORT.EXE: a program for DOS that answers known command lines with known files, assembled here.

It looks for each of its keys in the command line. For the first one that stands there it writes the key's text into the
file behind "/@" (unless there is none for it), and ends with the key's result. A line of which it knows nothing ends with 3,
as a wrong password does.
"""

import struct

ORIGIN = 0x100  # of a program without relocations, behind the prefix that DOS puts in front


class Assembler:
    """8086 code with labels: near jumps and addresses are filled in at the end."""

    def __init__(self):
        self.code = bytearray()
        self.labels = {}
        self.patches = []  # (place, label, whether relative)

    def label(self, name):
        self.labels[name] = len(self.code)

    def emit(self, *code):
        self.code += bytes(code)

    def jump(self, opcode, label):
        """A short jump: JZ 74, JNZ 75, JC 72, JMP EB."""
        self.emit(opcode, 0)
        self.patches.append((len(self.code) - 1, label, True))

    def address(self, *opcode, label):
        self.emit(*opcode, 0, 0)
        self.patches.append((len(self.code) - 2, label, False))

    def assemble(self):
        for place, label, relative in self.patches:
            target = self.labels[label]
            if relative:
                self.code[place] = (target - place - 1) & 0xFF
                assert -128 <= target - place - 1 <= 127, label
            else:
                self.code[place:place + 2] = struct.pack("<H", ORIGIN + target)
        return bytes(self.code)


def program(answers):
    """`answers`: (key, text or None, result), bytes each; the first key that stands in the command line counts."""
    asm = Assembler()
    asm.emit(0x8A, 0x1E, 0x80, 0x00)              # mov bl, [80]       length of the command line
    asm.emit(0x30, 0xFF)                          # xor bh, bh
    asm.emit(0xC6, 0x87, 0x81, 0x00, 0x00)        # mov byte [bx+81], 0
    asm.address(0xBD, label="table")              # mov bp, table
    asm.label("entry")
    asm.emit(0xBF, 0x81, 0x00)                    # mov di, 81
    asm.label("try")
    asm.emit(0x89, 0xEE)                          # mov si, bp
    asm.emit(0x89, 0xFB)                          # mov bx, di
    asm.label("compare")
    asm.emit(0x8A, 0x04)                          # mov al, [si]
    asm.emit(0x08, 0xC0)                          # or al, al
    asm.jump(0x74, "found")
    asm.emit(0x3A, 0x07)                          # cmp al, [bx]
    asm.jump(0x75, "miss")
    asm.emit(0x46, 0x43)                          # inc si, inc bx
    asm.jump(0xEB, "compare")
    asm.label("miss")
    asm.emit(0x80, 0x3D, 0x00)                    # cmp byte [di], 0
    asm.jump(0x74, "next")
    asm.emit(0x47)                                # inc di
    asm.jump(0xEB, "try")
    asm.label("next")
    asm.emit(0x89, 0xEE)                          # mov si, bp
    asm.label("skip")
    asm.emit(0xAC)                                # lodsb
    asm.emit(0x08, 0xC0)                          # or al, al
    asm.jump(0x75, "skip")
    asm.emit(0x83, 0xC6, 0x06)                    # add si, 6
    asm.emit(0x89, 0xF5)                          # mov bp, si
    asm.emit(0x80, 0x3C, 0xFF)                    # cmp byte [si], FF  end of the table
    asm.jump(0x75, "entry")
    asm.emit(0xB0, 0x03)                          # mov al, 3
    asm.jump(0xEB, "exit")
    asm.label("found")
    asm.emit(0x46)                                # inc si             offset, size, writes, result
    asm.emit(0x80, 0x7C, 0x04, 0x00)              # cmp byte [si+4], 0
    asm.jump(0x74, "result")
    asm.emit(0xBF, 0x81, 0x00)                    # mov di, 81
    asm.label("at")
    asm.emit(0x81, 0x3D, 0x2F, 0x40)              # cmp word [di], "/@"
    asm.jump(0x74, "name")
    asm.emit(0x47)                                # inc di
    asm.jump(0xEB, "at")
    asm.label("name")
    asm.emit(0x8D, 0x55, 0x02)                    # lea dx, [di+2]
    asm.emit(0x31, 0xC9, 0xB4, 0x3C, 0xCD, 0x21)  # xor cx, cx; create
    asm.jump(0x72, "broken")
    asm.emit(0x89, 0xC3)                          # mov bx, ax
    asm.emit(0x8B, 0x14, 0x8B, 0x4C, 0x02)        # mov dx, [si]; mov cx, [si+2]
    asm.emit(0xB4, 0x40, 0xCD, 0x21)              # write
    asm.emit(0xB4, 0x3E, 0xCD, 0x21)              # close
    asm.label("result")
    asm.emit(0x8A, 0x44, 0x05)                    # mov al, [si+5]
    asm.jump(0xEB, "exit")
    asm.label("broken")
    asm.emit(0xB0, 0x07)                          # mov al, 7
    asm.label("exit")
    asm.emit(0xB4, 0x4C, 0xCD, 0x21)              # end with al

    asm.label("table")
    for number, (key, text, result) in enumerate(answers):
        asm.emit(*key, 0)
        asm.address(label=f"text {number}")
        asm.emit(*struct.pack("<HBB", len(text or b""), text is not None, result))
    asm.emit(0xFF)
    for number, (_, text, _) in enumerate(answers):
        asm.label(f"text {number}")
        asm.emit(*(text or b""))
    return with_header(asm.assemble())


def with_header(code):
    """The header MZ over a program for one segment: code, data and stack where the prefix is."""
    size = 32 + len(code)
    segment = 0xFFF0  # 16 paragraphs before the image: the prefix, so that addresses begin at 100
    return struct.pack("<2s13H", b"MZ", size % 512, (size + 511) // 512, 0, 2, 0x1000, 0xFFFF, segment, 0xFFFE, 0, 0x100,
                       segment, 0x1C, 0) + bytes(4) + code
