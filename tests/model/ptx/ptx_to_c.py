"""Translates the PTX that nvcc makes into C: a virtual register is a variable, an instruction a
statement, a function NAME ptx_NAME. Every address is a host address, but for those of shared memory,
which count from the beginning of the array ptx_shared. At a barrier ptx_barrier is called
(thread_blocks.h).

    ptx_to_c.py KERNEL.ptx OUT.c

Refuses what it does not know, so that no instruction is passed over in silence: approximations
(.approx, .ftz, .full), instructions without .rn and, of what joins threads, all but bar.sync and
additions of 32-bit integers.
"""
import collections
import re
import sys

from ptx_file import SharedMemory, clean, functions
from ptx_prelude import C_TYPE, INTEGER, PRELUDE, REGISTER, SPECIAL

ORDERED = {'eq': '==', 'lt': '<', 'le': '<=', 'gt': '>', 'ge': '>='}
UNORDERED = {'neu': '!(A == B)', 'equ': '!(A < B || A > B)', 'ltu': '!(A >= B)', 'leu': '!(A > B)',
             'gtu': '!(A <= B)', 'geu': '!(A < B)', 'ne': '(A < B || A > B)'}


class Refused(Exception):
    pass


class Body:
    def __init__(self, name, parameters, shared):
        self.name, self.parameters, self.shared = name, parameters, shared.first
        self.classes, self.used = {}, {}
        self.local, self.lines, self.call = {}, [], {}
        self.opcodes = collections.Counter()

    def register(self, name):
        prefix = re.match(r'%([a-z]+|SPL|SP)\d*$', name)
        if not prefix or prefix.group(1) not in self.classes:
            raise Refused(f'operand {name}')
        c = name[1:]
        self.used[c] = self.classes[prefix.group(1)]
        return c

    def kind(self, operand):
        if operand.startswith('%') and operand not in SPECIAL:
            return self.classes[re.match(r'%([a-z]+|SPL|SP)', operand).group(1)]
        return None

    def value(self, operand, kind):
        """The operand read as `kind`."""
        operand = operand.strip()
        if operand in SPECIAL:
            return SPECIAL[operand]
        if operand.startswith('%'):
            c, have = self.register(operand), self.kind(operand)
            if kind == 'pred' or have == 'pred':
                if kind != have:
                    raise Refused(f'{operand} as {kind}')
                return c
            if kind in ('f32', 'f64'):
                if have == kind:
                    return c
                return {'f32': f'bits_float({c})', 'f64': f'bits_double({c})'}[kind]
            if have == 'f32':
                return f'({C_TYPE[kind]})float_bits({c})'
            if have == 'f64':
                return f'({C_TYPE[kind]})double_bits({c})'
            return f'({C_TYPE[kind]}){c}'
        hexadecimal = re.match(r'0([fd])([0-9A-Fa-f]+)$', operand)
        if hexadecimal:
            single, digits = hexadecimal.group(1) == 'f', hexadecimal.group(2)
            if kind in ('f32', 'f64'):
                return f'bits_float(0x{digits}u)' if single else f'bits_double(0x{digits}ull)'
            return f'({C_TYPE[kind]})0x{digits}ull'
        if re.match(r'-?\d+$|0x[0-9A-Fa-f]+$', operand):
            if kind == 'pred':
                return str(int(int(operand, 0) != 0))
            if kind in ('f32', 'f64'):
                raise Refused(f'{operand} as {kind}')
            return f'({C_TYPE[kind]}){int(operand, 0) & (2**64 - 1)}ull'
        if operand in self.shared:
            return f'({C_TYPE[kind]}){self.shared[operand]}'
        if operand in self.local or operand in self.parameters or operand in self.call:
            return f'(uint64_t)(uintptr_t){clean(operand)}'
        raise Refused(f'operand {operand}')

    def assign(self, operand, kind, expression):
        operand = operand.strip()
        c, have = self.register(operand), self.kind(operand)
        if have == kind or have in ('b16', 'b32', 'b64') and kind in INTEGER:
            # PTX leaves the upper bits of a wider register to the instruction's type.
            if have != kind and int(have[1:]) > int(kind[1:]):
                expression = f'({C_TYPE[kind]})({expression})'
                if kind[0] == 's':
                    expression = f'(int{have[1:]}_t){expression}'
            self.lines.append(f'  {c} = {expression};')
        elif have == 'f32' and kind in ('b32', 'u32', 's32'):
            self.lines.append(f'  {c} = bits_float({expression});')
        elif have == 'f64' and kind in ('b64', 'u64', 's64'):
            self.lines.append(f'  {c} = bits_double({expression});')
        elif have == 'b32' and kind == 'f32':
            self.lines.append(f'  {c} = float_bits({expression});')
        elif have == 'b64' and kind == 'f64':
            self.lines.append(f'  {c} = double_bits({expression});')
        else:
            raise Refused(f'{kind} into {operand} of {have}')

    def address(self, text, space):
        m = re.match(r'\[([^\]+]+)(?:\+(-?\d+))?\]$', text.strip())
        if not m:
            raise Refused(f'address {text}')
        offset = f'(uint64_t)({m.group(2) or 0}ll)'
        if space == 'shared':
            return f'((uint64_t)(uintptr_t)ptx_shared + {self.value(m.group(1), "u32")} + {offset})'
        return f'({self.value(m.group(1), "u64")} + {offset})'

    def arithmetic(self, op, kind, a, b):
        if kind in ('f32', 'f64'):
            wrap = 'F' if kind == 'f32' else 'D'
            sign = {'add': '+', 'sub': '-', 'mul': '*', 'div': '/'}[op]
            return f'{wrap}({a} {sign} {b})'
        unsigned = 'u' + kind[1:]
        sign = {'add': '+', 'sub': '-', 'mul': '*'}[op]
        return f'({C_TYPE[kind]})(({C_TYPE[unsigned]}){a} {sign} ({C_TYPE[unsigned]}){b})'

    def instruction(self, text):
        m = re.match(r'(@!?%p\d+)\s+(.*)$', text, re.S)
        guard = None
        if m:
            guard, text = m.groups()
        opcode, _, rest = text.partition(' ') if ' ' in text else (text, '', '')
        opcode = opcode.strip()
        parts = opcode.split('.')
        self.opcodes[opcode] += 1
        if any(p in ('approx', 'ftz', 'full', 'sat', 'rz', 'rm', 'rp', 'volatile') for p in parts):
            raise Refused(opcode)
        operands = [o.strip() for o in re.findall(r'\{[^}]*\}|\[[^\]]*\]|[^,\s{}\[\]]+', rest)]
        before = len(self.lines)
        self.emit(opcode, parts, operands)
        if guard:
            condition = self.register(guard.lstrip('@!'))
            body = ' '.join(x.strip() for x in self.lines[before:])
            negate = '!' if guard.startswith('@!') else ''
            self.lines[before:] = [f'  if ({negate}{condition}) {{ {body} }}']

    def emit(self, opcode, parts, o):
        op, kind = parts[0], parts[-1]
        two = len(parts) == 2
        floating = kind in ('f32', 'f64')
        if op == 'bra':
            self.lines.append(f'  goto {clean(o[0])};')
        elif op == 'ret':
            self.lines.append('  return;')
        elif op in ('ld', 'st'):
            self.memory(op, parts, o)
        elif opcode == 'bar.sync' and o == ['0']:
            self.lines.append('  ptx_barrier();')
        elif op in ('atom', 'red') and parts[1] in ('global', 'shared') and parts[2:] == ['add', 'u32']:
            self.add_in_turn(parts[1], o)
        elif op == 'mov' and two:
            self.assign(o[0], kind, self.value(o[1], kind))
        elif op == 'cvta':
            self.assign(o[0], 'u64', self.value(o[1], 'u64'))
        elif floating and op in ('add', 'sub', 'mul', 'div') and parts[1] == 'rn' and len(parts) == 3:
            self.assign(o[0], kind, self.arithmetic(op, kind, self.value(o[1], kind),
                                                    self.value(o[2], kind)))
        elif op == 'fma' and parts[1] == 'rn' and len(parts) == 3:
            f, wrap = ('__builtin_fmaf', 'F') if kind == 'f32' else ('__builtin_fma', 'D')
            a, b, c = (self.value(x, kind) for x in o[1:4])
            self.assign(o[0], kind, f'{wrap}({f}({a}, {b}, {c}))')
        elif op == 'rcp' and parts[1:] == ['rn', 'f32']:
            self.assign(o[0], kind, f'F(1.0f / {self.value(o[1], kind)})')
        elif op == 'sqrt' and parts[1:] == ['rn', 'f32']:
            self.assign(o[0], kind, f'F(__builtin_sqrtf({self.value(o[1], kind)}))')
        elif op in ('min', 'max') and kind == 'f32' and two:
            self.assign(o[0], kind, f'ptx_{op}_f32({self.value(o[1], kind)}, {self.value(o[2], kind)})')
        elif op in ('neg', 'abs') and two:
            x = self.value(o[1], kind)
            if floating:
                bits, back = ('float_bits', 'bits_float') if kind == 'f32' else ('double_bits',
                                                                                'bits_double')
                top = '0x80000000u' if kind == 'f32' else '0x8000000000000000ull'
                change = f'^ {top}' if op == 'neg' else f'& ~{top}'
                self.assign(o[0], kind, f'{back}({bits}({x}) {change})')
            elif op == 'neg':
                self.assign(o[0], kind, self.arithmetic('sub', kind, '0', x))
            else:
                raise Refused(opcode)
        elif op in ('add', 'sub') and two and kind in INTEGER:
            self.assign(o[0], kind, self.arithmetic(op, kind, self.value(o[1], kind),
                                                    self.value(o[2], kind)))
        elif op == 'mul' and parts[1] == 'lo':
            self.assign(o[0], kind, self.arithmetic('mul', kind, self.value(o[1], kind),
                                                    self.value(o[2], kind)))
        elif op == 'mul' and parts[1] == 'hi' and kind in ('u32', 's32'):
            wide = C_TYPE[kind[0] + '64']
            self.assign(o[0], kind, f'({C_TYPE[kind]})((({wide}){self.value(o[1], kind)} * '
                                    f'{self.value(o[2], kind)}) >> 32)')
        elif op == 'mul' and parts[1] == 'hi' and kind == 'u64':
            self.assign(o[0], kind, f'(uint64_t)(((unsigned __int128){self.value(o[1], kind)} * '
                                    f'{self.value(o[2], kind)}) >> 64)')
        elif op == 'mul' and parts[1] == 'wide' and kind in ('u32', 's32', 'u16', 's16'):
            wide = kind[0] + str(2 * int(kind[1:]))
            self.assign(o[0], wide, f'({C_TYPE[wide]}){self.value(o[1], kind)} * '
                                    f'({C_TYPE[wide]}){self.value(o[2], kind)}')
        elif op == 'mad' and parts[1] == 'lo':
            product = self.arithmetic('mul', kind, self.value(o[1], kind), self.value(o[2], kind))
            self.assign(o[0], kind, self.arithmetic('add', kind, product, self.value(o[3], kind)))
        elif op == 'mad' and parts[1] == 'wide' and kind in ('u32', 's32'):
            wide = kind[0] + '64'
            product = f'(({C_TYPE[wide]}){self.value(o[1], kind)} * {self.value(o[2], kind)})'
            self.assign(o[0], wide, self.arithmetic('add', wide, product, self.value(o[3], wide)))
        elif op in ('min', 'max') and two and kind in INTEGER:
            a, b = self.value(o[1], kind), self.value(o[2], kind)
            sign = '<' if op == 'min' else '>'
            self.assign(o[0], kind, f'({a} {sign} {b} ? {a} : {b})')
        elif op in ('div', 'rem') and two and kind in INTEGER:
            sign = '/' if op == 'div' else '%'
            self.assign(o[0], kind, f'{self.value(o[1], kind)} {sign} {self.value(o[2], kind)}')
        elif op in ('and', 'or', 'xor') and two:
            sign = {'and': '&', 'or': '|', 'xor': '^'}[op]
            self.assign(o[0], kind, f'{self.value(o[1], kind)} {sign} {self.value(o[2], kind)}')
        elif op == 'not' and two:
            x = self.value(o[1], kind)
            self.assign(o[0], kind, f'!{x}' if kind == 'pred' else f'({C_TYPE[kind]})~{x}')
        elif op in ('shl', 'shr') and two:
            width = int(kind[1:])
            x, by = self.value(o[1], kind), self.value(o[2], 'u32')
            sign = '<<' if op == 'shl' else '>>'
            if kind[0] == 's':
                by = f'({by} > {width - 1} ? {width - 1} : {by})'
                self.assign(o[0], kind, f'{x} {sign} {by}')
            else:
                self.assign(o[0], kind, f'({by} > {width - 1} ? 0 : ({C_TYPE[kind]})({x} {sign} {by}))')
        elif op == 'setp' and len(parts) == 3:
            self.compare(parts[1], kind, o)
        elif op == 'selp' and two:
            self.assign(o[0], kind, f'{self.value(o[3], "pred")} ? {self.value(o[1], kind)} : '
                                    f'{self.value(o[2], kind)}')
        elif op == 'cvt':
            self.convert(opcode, parts, o)
        else:
            raise Refused(opcode)

    def compare(self, how, kind, o):
        a, b = self.value(o[1], kind), self.value(o[2], kind)
        if kind in ('f32', 'f64'):
            if how in UNORDERED:
                text = UNORDERED[how].replace('A', '\1').replace('B', '\2')
                text = text.replace('\1', a).replace('\2', b)
            else:
                text = f'{a} {ORDERED[how]} {b}'
        else:
            sign = dict(ORDERED, ne='!=', lo='<', ls='<=', hi='>', hs='>=')[how]
            text = f'{a} {sign} {b}'
        self.assign(o[0], 'pred', text)

    def convert(self, opcode, parts, o):
        target, source = parts[-2], parts[-1]
        middle = parts[1:-2]
        x = self.value(o[1], source)
        to_float = target in ('f32', 'f64')
        exact = target == 'f64' and source in ('f32', 'u32', 's32') or not to_float and source in INTEGER
        if exact and middle in ([], ['rn']) or to_float and middle == ['rn']:
            wrap = {'f32': 'F', 'f64': 'D'}.get(target, '')
            self.assign(o[0], target, f'{wrap}(({C_TYPE[target]}){x})')
        elif middle == ['rzi'] and (target, source) in (('s64', 'f64'), ('s32', 'f32')):
            self.assign(o[0], target, f'({C_TYPE[target]}){x}')
        else:
            raise Refused(opcode)

    def add_in_turn(self, space, o):
        """atom has a register for the number that was there; red has none."""
        cell = f'(uint32_t*)(uintptr_t){self.address(o[-2], space)}'
        added = f'__atomic_fetch_add({cell}, {self.value(o[-1], "u32")}, __ATOMIC_RELAXED)'
        if len(o) == 3:
            self.assign(o[0], 'u32', added)
        else:
            self.lines.append(f'  {added};')

    def memory(self, op, parts, o):
        kind = parts[-1]
        count = next((int(p[1:]) for p in parts if re.match(r'v\d$', p)), 1)
        for p in parts[1:-1]:
            if p not in ('global', 'local', 'param', 'const', 'nc', 'shared') and not re.match(r'v\d$', p):
                raise Refused('.'.join(parts))
        data, where = (o[0], o[1]) if op == 'ld' else (o[1], o[0])
        base = self.address(where, 'shared' if 'shared' in parts else None)
        names = [n.strip() for n in data.strip('{}').split(',')]
        if len(names) != count:
            raise Refused(f'{parts} {o}')
        size = int(kind[1:]) // 8
        if op == 'ld' and count > 1:
            self.lines.append('  {')
            self.lines.append(f'  uint64_t at = {base};')
            base = 'at'
        for k, name in enumerate(names):
            cell = f'*({C_TYPE[kind]}*)(uintptr_t)({base} + {k * size})'
            if op == 'ld':
                self.assign(name, kind, cell)
            else:
                self.lines.append(f'  {cell} = {self.value(name, kind)};')
        if op == 'ld' and count > 1:
            self.lines.append('  }')

    def text(self):
        out = [f'void ptx_{clean(self.name)}({", ".join("uint8_t* " + clean(p) for p in self.parameters)}) {{']
        for name, size in self.local.items():
            out.append(f'  _Alignas(16) uint8_t {clean(name)}[{size}];')
        by_kind = collections.defaultdict(list)
        for c, kind in self.used.items():
            by_kind[kind].append(c)
        for kind, names in by_kind.items():
            for start in range(0, len(names), 12):
                out.append(f'  {REGISTER[kind]} {", ".join(n + " = 0" for n in names[start:start + 12])};')
        return '\n'.join(out + self.lines + ['}', ''])


def translate(name, parameters, source, shared, make_body):
    body = make_body(name, parameters, shared)
    pending = ''
    for line in source.split('\n'):
        line = line.strip()
        if not line:
            continue
        if not pending and line in ('{', '}'):
            body.lines.append('  ' + line)
            if line == '}':
                body.call = {}
            continue
        if not pending and re.match(r'[$\w]+:$', line):
            body.lines.append(f'{clean(line[:-1])}: ;')
            continue
        m = re.match(r'\{ \.reg \.b32 tmp; mov\.b64 \{tmp, (%r\d+)\}, (%rd\d+); \}$', line)
        if not pending and m:
            # The upper half of a pair.
            body.opcodes['mov.b64'] += 1
            body.assign(m.group(1), 'u32', f'(uint32_t)({body.value(m.group(2), "u64")} >> 32)')
            continue
        pending += ' ' + line
        if not line.endswith(';'):
            continue
        statement, pending = pending.strip()[:-1].replace('\t', ' '), ''
        m = re.match(r'\.reg \.(\w+)\s+%(\w+?)(?:<\d+>)?$', statement)
        if m:
            body.classes[m.group(2)] = m.group(1)
            continue
        if re.match(r'\.reg \.b32 temp_param_reg', statement):
            continue
        m = re.match(r'\.local \.align \d+ \.b8\s+(\w+)\[(\d+)\]$', statement)
        if m:
            body.local[m.group(1)] = int(m.group(2))
            continue
        if statement.startswith('.shared '):
            continue
        m = re.match(r'\.param \.b(\d+) (\w+)$', statement)
        if m:
            body.call[m.group(2)] = int(m.group(1)) // 8
            body.lines.append(f'  _Alignas(16) uint8_t {clean(m.group(2))}[{int(m.group(1)) // 8}];')
            continue
        m = re.match(r'call\.uni\s+(\w+)\s*,\s*\((.*)\)\s*$', statement, re.S)
        if m:
            body.opcodes['call.uni'] += 1
            body.lines.append(f'  ptx_{clean(m.group(1))}({", ".join(clean(a.strip()) for a in m.group(2).split(","))});')
            continue
        if re.match(r'\.pragma "(used_bytes_mask|nounroll)', statement):
            continue
        if statement.startswith('.'):
            raise Refused(statement)
        body.instruction(statement)
    return body


def translate_file(source, target, make_body=Body, prelude=PRELUDE):
    """Writes the C of a PTX file; returns the bodies."""
    with open(source) as ptx:
        text = re.sub(r'//[^\n]*', '', ptx.read())
    shared = SharedMemory(text)
    bodies = [translate(name, parameters, block, shared, make_body)
              for _, name, parameters, block in functions(text)]
    with open(target, 'w') as out:
        out.write(prelude)
        out.write(f'const uint32_t ptx_static_shared_bytes = {shared.bytes};\n')
        for body in bodies:
            out.write(f'void ptx_{clean(body.name)}({", ".join("uint8_t*" for _ in body.parameters)});\n')
        for body in bodies:
            out.write(body.text())
    return bodies


def main():
    bodies = translate_file(*sys.argv[1:3])
    total = sum((body.opcodes for body in bodies), collections.Counter())
    for body in bodies:
        print(f'{clean(body.name)}: {sum(body.opcodes.values())} instructions, '
              f'{len(body.used)} registers')
    print(f'{len(total)} opcodes, {sum(total.values())} instructions')


if __name__ == '__main__':
    main()
