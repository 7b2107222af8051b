"""What ptxas made of PTX: a cubin's instructions, and the PTX line that each stems from.

Reads cubins of `ptxas -lineinfo` (nvcc -lineinfo), which have a table of lines (DWARF 2) and the PTX
itself beside the code, and the same code as without. No disassembler is needed: an instruction of sm_70
to sm_120 has 16 bytes, and its low nine bits name the operation whatever the form of its operands.
"""
import collections
import struct

# Those that the kernels have, as what they stem from shows; others are numbers.
OPERATIONS = {
    0x02: 'MOV', 0x07: 'SEL', 0x08: 'FSEL', 0x09: 'FMNMX', 0x0B: 'FSETP', 0x0C: 'ISETP',
    0x10: 'IADD3', 0x11: 'LEA', 0x12: 'LOP3', 0x16: 'PRMT', 0x17: 'IMNMX', 0x19: 'SHF', 0x20: 'FMUL',
    0x21: 'FADD', 0x23: 'FFMA', 0x24: 'IMAD', 0x25: 'IMAD.WIDE', 0x27: 'IMAD.HI', 0x28: 'DMUL',
    0x29: 'DADD', 0x2A: 'DSETP', 0x2B: 'DFMA', 0x35: 'HFMA2', 0x36: 'VIADD', 0x45: 'I2FP', 0x48: 'VIMNMX',
    0x102: 'FCHK', 0x106: 'I2F', 0x108: 'MUFU', 0x110: 'F2F', 0x141: 'BSYNC', 0x144: 'CALL', 0x145: 'BSSY',
    0x147: 'BRA', 0x14D: 'EXIT', 0x150: 'RET', 0x180: 'LD', 0x181: 'LDG', 0x182: 'LDC', 0x183: 'LDL',
    0x184: 'LDS', 0x186: 'STG', 0x187: 'STL', 0x188: 'STS'}
INSTRUCTION = 16  # bytes
CODE = '.text.'


def sections(path):
    """{name: bytes} of an ELF file."""
    with open(path, 'rb') as file:
        data = file.read()
    table, = struct.unpack_from('<Q', data, 0x28)
    count, names = struct.unpack_from('<HH', data, 0x3C)
    headers = [struct.unpack_from('<IIQQQQIIQQ', data, table + 64 * i) for i in range(count)]
    texts = data[headers[names][4]:headers[names][4] + headers[names][5]]
    return {texts[h[0]:texts.index(b'\0', h[0])].decode(): data[h[4]:h[4] + h[5]] for h in headers}


def operations(code):
    """(address, operation's name or number) of each instruction."""
    for address in range(0, len(code), INSTRUCTION):
        number = struct.unpack_from('<Q', code, address)[0] & 0x1FF
        yield address, OPERATIONS.get(number, number)


def count(code):
    return collections.Counter(operation for _, operation in operations(code))


class LineTable:
    """Runs the line programs of .nv_debug_line_sass: a sequence of (address, PTX line) for each
    kernel, in the order of the section."""

    def __init__(self, data):
        self.data, self.at = data, 0
        self.sequences = []
        while self.at < len(data):
            self.unit()

    def take(self, form):
        value, = struct.unpack_from('<' + form, self.data, self.at)
        self.at += struct.calcsize('<' + form)
        return value

    def leb(self, signed=False):
        value = shift = 0
        while True:
            byte = self.take('B')
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        return value - (1 << shift) if signed and byte & 0x40 else value

    def unit(self):
        end = self.at + 4 + struct.unpack_from('<I', self.data, self.at)[0]
        self.at += 4
        version, header = self.take('H'), self.take('I')
        if version != 2:
            raise ValueError(f'a line table of version {version}')
        program = self.at + header
        self.step = self.take('B')
        self.take('B')
        self.base, self.range, self.first = self.take('b'), self.take('B'), self.take('B')
        self.operands = [self.take('B') for _ in range(self.first - 1)]
        self.at = program
        while self.at < end:
            self.sequence(end)

    def sequence(self, end):
        address, line, rows = 0, 1, []
        while self.at < end:
            code = self.take('B')
            if code >= self.first:
                address += (code - self.first) // self.range * self.step
                line += self.base + (code - self.first) % self.range
                rows.append((address, line))
            elif code == 0:
                length = self.leb()
                after = self.at + length
                extended = self.take('B')
                if extended == 2:  # DW_LNE_set_address, which relocation sets
                    address = self.take('Q')
                self.at = after
                if extended == 1:  # DW_LNE_end_sequence
                    break
            elif code == 1:
                rows.append((address, line))
            elif code == 2:
                address += self.leb() * self.step
            elif code == 3:
                line += self.leb(signed=True)
            elif code == 8:
                address += (255 - self.first) // self.range * self.step
            elif code == 9:
                address += self.take('H')
            else:
                for _ in range(self.operands[code - 1]):
                    self.leb()
        self.sequences.append(rows)


def kernels_in_line_order(parts):
    """The kernels' names as the table has them: by the relocations of their addresses."""
    relocations = parts.get('.rela.nv_debug_line_sass') or parts['.rel.nv_debug_line_sass']
    size = 24 if '.rela.nv_debug_line_sass' in parts else 16
    symbols, names = parts['.symtab'], parts['.strtab']
    found = []
    for at in range(0, len(relocations), size):
        offset, info = struct.unpack_from('<QQ', relocations, at)
        name, = struct.unpack_from('<I', symbols, 24 * (info >> 32))
        found.append((offset, names[name:names.index(b'\0', name)].decode().removeprefix(CODE)))
    return [name for _, name in sorted(found)]


def lines(path):
    """The PTX as a list of lines, and {kernel: [(operation, index of its PTX line, or None)]}."""
    parts = sections(path)
    ptx = [line.decode().strip()
           for line in parts['.nv_debug_ptx_txt'].replace(b'\0', b'\n').split(b'\n')]
    table = LineTable(parts['.nv_debug_line_sass'])
    result = {}
    for kernel, rows in zip(kernels_in_line_order(parts), table.sequences, strict=True):
        known = {address: line - 1 for address, line in rows}
        line, result[kernel] = None, []
        for address, operation in operations(parts[CODE + kernel]):
            line = known.get(address, line)
            result[kernel].append((operation, line))
    return ptx, result


def origins(path):
    """{kernel: [(operation, PTX line's text) of each instruction]}."""
    ptx, kernels = lines(path)
    return {kernel: [(operation, '' if line is None else ptx[line]) for operation, line in code]
            for kernel, code in kernels.items()}
