// A program of somebody else's that uses the kernels: sixteen lanes of normal numbers and what the
// model's exponential makes of them.
#include <cstdio>

#include "kernels/ground/random.h"
#include "kernels/year.h"

int main() {
  constexpr int width = 16;
  const peregrine::Tile tile = {281, 0, 0, width};
  peregrine::TileWords<width> words;
  peregrine::draw_words<width>(tile, peregrine::Process::observer, 0, 0, words);
  float sum = 0.0f;
  for (int lane = 0; lane < width; ++lane) {
    sum += peregrine::exponential(peregrine::normal_from_bits(words.word[0][lane]));
  }
  std::printf("%08x\n", peregrine::bits_of(sum));
  return 0;
}
