"""Types and special registers of PTX in C, and what the C of every file begins with (ptx_to_c.py)."""
INTEGER = {'u8': 'uint8_t', 's8': 'int8_t', 'b8': 'uint8_t', 'u16': 'uint16_t', 's16': 'int16_t',
           'b16': 'uint16_t', 'u32': 'uint32_t', 's32': 'int32_t', 'b32': 'uint32_t',
           'u64': 'uint64_t', 's64': 'int64_t', 'b64': 'uint64_t'}
C_TYPE = dict(INTEGER, f32='float', f64='double', pred='int')
REGISTER = {'pred': 'int', 'b16': 'uint16_t', 'b32': 'uint32_t', 'b64': 'uint64_t', 'f32': 'float',
            'f64': 'double'}
SPECIAL = {'%tid.x': 'ptx_tid_x', '%ctaid.x': 'ptx_ctaid_x', '%ntid.x': 'ptx_ntid_x',
           '%nctaid.x': 'ptx_nctaid_x'}
PRELUDE = '''// Made by ptx_to_c.py.
#include <stdint.h>
#include <string.h>
__thread uint32_t ptx_tid_x, ptx_ctaid_x, ptx_ntid_x, ptx_nctaid_x;
__thread _Alignas(16) uint8_t ptx_shared[48 * 1024];
extern void ptx_barrier(void);
static inline uint32_t float_bits(float x) { uint32_t b; memcpy(&b, &x, 4); return b; }
static inline float bits_float(uint32_t b) { float x; memcpy(&x, &b, 4); return x; }
static inline uint64_t double_bits(double x) { uint64_t b; memcpy(&b, &x, 8); return b; }
static inline double bits_double(uint64_t b) { double x; memcpy(&x, &b, 8); return x; }
static inline float ptx_max_f32(float a, float b) {
  if (a != a) return b != b ? bits_float(0x7fffffffu) : b;
  if (b != b) return a;
  if (a == b) return float_bits(a) >> 31 ? b : a;
  return a > b ? a : b;
}
static inline float ptx_min_f32(float a, float b) {
  if (a != a) return b != b ? bits_float(0x7fffffffu) : b;
  if (b != b) return a;
  if (a == b) return float_bits(a) >> 31 ? a : b;
  return a < b ? a : b;
}
#ifdef PTX_CANONICAL_NAN  // as a GPU has it: one NaN from every operation
static inline float F(float x) { return x != x ? bits_float(0x7fffffffu) : x; }
static inline double D(double x) { return x != x ? bits_double(0x7fffffffffffffffull) : x; }
#else
#define F(x) (x)
#define D(x) (x)
#endif
'''
