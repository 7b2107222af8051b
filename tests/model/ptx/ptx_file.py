"""What stands in a PTX file: functions and arrays in shared memory."""
import re


def clean(name):
    return re.sub(r'[^A-Za-z0-9_]', '_', name)


class SharedMemory:
    """Where each array in shared memory begins; the one whose size the launch says comes last."""

    def __init__(self, text):
        self.first, self.bytes = {}, 0
        declared = re.findall(r'\.shared \.align (\d+) \.[usbf](\d+) (\w+)(?:\[(\d*)\])?;', text)
        sizes = [(int(align), name, int(bits) // 8 * int(count or (0 if f'{name}[]' in text else 1)))
                 for align, bits, name, count in declared]
        for align, name, size in sorted(sizes, key=lambda one: one[2] == 0):
            self.bytes = -(-self.bytes // align) * align
            self.first[name] = self.bytes
            self.bytes += size


def functions(text):
    """(header, body) of every .entry and .func that has a body."""
    for m in re.finditer(r'^(?:\.visible |\.weak |\.extern )*\.(entry|func)\s+(\w+)\s*\(', text, re.M):
        close = text.index(')', m.end())
        following = re.compile(r'[;{]').search(text, close)
        parameters = re.findall(r'\.param\s[^,]*?(\w+)(?:\[\d+\])?\s*(?:,|$)', text[m.end():close].strip())
        if following.group() == ';':
            continue
        depth, end = 1, following.end()
        while depth:
            brace = re.compile(r'[{}]').search(text, end)
            depth += 1 if brace.group() == '{' else -1
            end = brace.end()
        yield m.group(1), m.group(2), parameters, text[following.end():end - 1]
