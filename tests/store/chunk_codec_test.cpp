// Chunks as we compress them, read back by zlib and by HDF5's own filters.
#include "host/store/chunk_codec.h"

#include <gtest/gtest.h>
#include <hdf5.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

#include "host/store/hdf5_handle.h"
#include "host/store/significant_bits.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::TemporaryFolder;

std::vector<double> noise(std::size_t count) {
  std::mt19937_64 words(7);
  std::vector<double> values;
  for (std::size_t at = 0; at < count; ++at) {
    values.push_back(std::exp(std::normal_distribution<double>(8.0, 2.0)(words)));
  }
  return values;
}

// What HDF5 makes of a chunk that holds these values, through its filters.
template <typename Value>
std::vector<Value> read_by_hdf5(const std::vector<Value>& values, hid_t type) {
  const TemporaryFolder folder;
  const hsize_t count = values.size();
  const Hdf5Handle file(
      H5Fcreate(folder.file("c.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  const Hdf5Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Hdf5Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_chunk(creation.id(), 1, &count);
  H5Pset_shuffle(creation.id());
  H5Pset_deflate(creation.id(), 1);
  const Hdf5Handle dataset(
      H5Dcreate2(file.id(), "x", type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
      H5Dclose);
  const std::vector<std::byte> chunk =
      encode_chunk(std::as_bytes(std::span(values)), sizeof(Value));
  const hsize_t offset = 0;
  EXPECT_GE(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, &offset, chunk.size(), chunk.data()), 0);
  std::vector<Value> found(values.size());
  EXPECT_GE(H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, found.data()), 0)
      << hdf5_cause();
  return found;
}

TEST(ChunkCodec, gives_what_hdf5_reads) {
  // More than one stored block of 65,535 bytes to a plane; one; a single element.
  for (const std::size_t count : {200'001, 1000, 1}) {
    const std::vector<double> doubles = noise(count);
    EXPECT_EQ(read_by_hdf5(doubles, H5T_NATIVE_DOUBLE), doubles) << count;
    std::vector<float> floats(doubles.begin(), doubles.end());
    EXPECT_EQ(read_by_hdf5(floats, H5T_NATIVE_FLOAT), floats) << count;
    for (std::size_t at = 0; at < count; at += 2) floats[at] = 0;
    EXPECT_EQ(read_by_hdf5(floats, H5T_NATIVE_FLOAT), floats) << count;
    // Rounded numbers, whose lowest bytes are nothing and whose next ones are few.
    for (float& value : floats) value = round_to_bits(value, draw_bits);
    EXPECT_EQ(read_by_hdf5(floats, H5T_NATIVE_FLOAT), floats) << count;
    std::vector<std::int8_t> bytes;
    for (const double value : doubles)
      bytes.push_back(static_cast<std::int8_t>(std::fmod(value, 100.0)));
    EXPECT_EQ(read_by_hdf5(bytes, H5T_NATIVE_INT8), bytes) << count;
  }
}

TEST(ChunkCodec, saves_a_fifth_of_noise_and_nearly_all_of_nothing) {
  const std::vector<double> doubles = noise(100'000);
  const std::vector<float> floats(doubles.begin(), doubles.end());
  const std::vector<std::byte> packed = encode_chunk(std::as_bytes(std::span(floats)), 4);
  EXPECT_LT(static_cast<double>(packed.size()), 0.9 * 4e5);
  const std::vector<float> nothing(100'000, 0.0f);
  EXPECT_LT(encode_chunk(std::as_bytes(std::span(nothing)), 4).size(), 4000U);
}

TEST(ChunkCodec, saves_half_of_rounded_noise) {
  const std::vector<double> doubles = noise(100'000);
  std::vector<float> floats(doubles.begin(), doubles.end());
  for (float& value : floats) value = round_to_bits(value, draw_bits);
  EXPECT_LT(encode_chunk(std::as_bytes(std::span(floats)), 4).size(), 210'000U);
}

TEST(SignificantBits, round_to_nearest_in_order_and_leave_what_is_exact) {
  EXPECT_EQ(round_to_bits(1.0f + 0x1p-12f, 12), 1.0f + 0x1p-12f);
  EXPECT_EQ(round_to_bits(1.0f + 0x1p-13f, 12), 1.0f);             // a tie, to even
  EXPECT_EQ(round_to_bits(1.0f + 0x3p-13f, 12), 1.0f + 0x1p-11f);  // a tie, to even
  EXPECT_EQ(round_to_bits(0x1.ffffp0f, 8), 2.0f);
  EXPECT_EQ(round_to_bits(9.9692099683868690e+36f, 8), 9.9692099683868690e+36f);  // missing
  EXPECT_TRUE(std::isnan(round_to_bits(NAN, 8)));
  EXPECT_TRUE(std::isinf(round_to_bits(INFINITY, 8)));
  std::vector<double> ascending = noise(1000);
  std::ranges::sort(ascending);
  float last = 0;
  for (const double value : ascending) {
    const auto exact = static_cast<float>(value);
    const float rounded = round_to_bits(exact, 12);
    EXPECT_LE(std::fabs(rounded - exact), exact * 0x1p-13f);
    EXPECT_GE(rounded, last);
    last = rounded;
  }
}

}  // namespace
}  // namespace peregrine
