#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <cstdlib>
#include <functional>

#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "host/store/hdf5_handle.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::TemporaryFolder;
using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(const std::string& path) {
  try {
    const EnsembleReader reader(path);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

void change(const std::string& path, const std::function<void(hid_t)>& how) {
  const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  ASSERT_TRUE(file.valid());
  how(file.id());
}

void set_integer(hid_t file, const char* name, int number) {
  const Hdf5Handle attribute(H5Aopen(file, name, H5P_DEFAULT), H5Aclose);
  ASSERT_GE(H5Awrite(attribute.id(), H5T_NATIVE_INT, &number), 0);
}

void replace_dataset(hid_t file, const char* name, std::vector<hsize_t> shape,
                     std::vector<hsize_t> chunk = {}) {
  ASSERT_GE(H5Ldelete(file, name, H5P_DEFAULT), 0);
  const std::vector<hsize_t> unlimited(shape.size(), H5S_UNLIMITED);
  const Hdf5Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(),
                                          chunk.empty() ? nullptr : unlimited.data()),
                         H5Sclose);
  const Hdf5Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (!chunk.empty()) H5Pset_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
  const Hdf5Handle dataset(
      H5Dcreate2(file, name, H5T_IEEE_F32LE, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
      H5Dclose);
  ASSERT_TRUE(dataset.valid()) << hdf5_cause();
}

class DamagedFile : public testing::Test {
 protected:
  DamagedFile() { sample::write_file(path_, sample::header()); }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.file("e.h5");
};

TEST_F(DamagedFile, that_is_no_hdf5_file_is_told_apart) {
  EXPECT_THAT(refusal(folder_.file("none.h5")), HasSubstr("none.h5: does not exist"));
  EXPECT_THAT(refusal(folder_.path()), HasSubstr("is a folder"));
  EXPECT_THAT(refusal("/dev/null"), StartsWith("/dev/null: is not a regular file"));
  sample::write_bytes(path_, "year,stock\n2020,280598105\n");
  EXPECT_THAT(refusal(path_), HasSubstr("is not an HDF5 file"));
  sample::write_bytes(path_, "");
  EXPECT_THAT(refusal(path_), HasSubstr("is not an HDF5 file"));
}

TEST_F(DamagedFile, of_another_program_is_not_an_ensemble) {
  const std::string make = "/usr/bin/python3 -c \"import h5py; f = h5py.File('" + path_ +
                           "', 'w'); f['x'] = [1, 2]; f.attrs['filetype'] = 7\" 2>/dev/null";
  if (std::system(make.c_str()) != 0) GTEST_SKIP() << "h5py is not installed";
  EXPECT_THAT(refusal(path_), HasSubstr("is an HDF5 file but not a peregrine-ensemble"));
}

TEST_F(DamagedFile, of_a_newer_format_is_refused_with_both_versions) {
  change(path_, [](hid_t file) { set_integer(file, "format_version", 7); });
  EXPECT_THAT(refusal(path_), HasSubstr("format_version 7 is newer than 4, the newest this"));
}

TEST_F(DamagedFile, that_is_incomplete_is_refused_unless_asked_for) {
  change(path_, [](hid_t file) { set_integer(file, "complete", 0); });
  EXPECT_THAT(refusal(path_), HasSubstr("e.h5: is incomplete"));
  EXPECT_FALSE(EnsembleReader(path_, Accept::incomplete).complete());
}

TEST_F(DamagedFile, that_lacks_something_names_it) {
  change(path_, [](hid_t file) { H5Adelete(file, "seed"); });
  EXPECT_THAT(refusal(path_), HasSubstr("seed is missing among the root attributes"));
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) { H5Ldelete(file, "country", H5P_DEFAULT); });
  EXPECT_THAT(refusal(path_), HasSubstr("country is missing"));
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) { H5Ldelete(file, "immigrant_stock_mean", H5P_DEFAULT); });
  const Verification result = verify_file(path_);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems.front().text(), HasSubstr("e.h5: immigrant_stock_mean is missing"));
}

TEST_F(DamagedFile, that_lacks_a_dimension_of_irregular_corridors_names_it) {
  for (const char* name : {"time", "route", "border", "route_corridor", "front"}) {
    sample::write_file(path_, sample::header());
    change(path_, [name](hid_t file) { H5Ldelete(file, name, H5P_DEFAULT); });
    EXPECT_THAT(refusal(path_), testing::AnyOf(HasSubstr(fmt::format("e.h5: {} is missing", name)),
                                               HasSubstr("lacks one of its dimensions")))
        << name;
  }
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) { H5Ldelete(file, "irregular_deaths", H5P_DEFAULT); });
  EXPECT_THAT(verify_file(path_).problems.front().text(), HasSubstr("irregular_deaths is missing"));
}

TEST_F(DamagedFile, with_draws_that_its_dimensions_contradict_is_refused) {
  for (const int draws : {-1, 0, 6, 20}) {
    change(path_, [draws](hid_t file) { set_integer(file, "draws", draws); });
    EXPECT_THAT(refusal(path_), HasSubstr("does not go with the file's dimensions")) << draws;
  }
}

TEST_F(DamagedFile, of_wrong_type_shape_or_monstrous_size_is_refused_before_it_is_read) {
  change(path_, [](hid_t file) { replace_dataset(file, "year", {4}); });
  EXPECT_THAT(refusal(path_), HasSubstr("year is not of type int32"));
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) { replace_dataset(file, "corridor_stock_mean", {4, 5}); });
  EXPECT_THAT(verify_file(path_).problems.front().text(),
              HasSubstr("corridor_stock_mean does not have the shape of its dimensions"));
  constexpr hsize_t huge = hsize_t{1} << 32;
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) {
    replace_dataset(file, "corridor_stock_mean", {huge, huge / 16}, {1, 1});
  });
  EXPECT_FALSE(verify_file(path_).passed());
  sample::write_file(path_, sample::header());
  change(path_, [](hid_t file) {
    replace_dataset(file, "corridor_stock_mean", {6, 4}, {1 << 14, 1 << 14});
  });
  EXPECT_THAT(verify_file(path_).problems.front().text(),
              HasSubstr("corridor_stock_mean has chunks of 1074 MB"));
}

TEST_F(DamagedFile, that_leads_into_another_file_is_not_followed) {
  const std::string other = folder_.file("other.h5");
  sample::write_file(other, sample::header());
  change(path_, [&other](hid_t file) {
    H5Ldelete(file, "corridor_stock_mean", H5P_DEFAULT);
    ASSERT_GE(H5Lcreate_external(other.c_str(), "corridor_stock_mean", file, "corridor_stock_mean",
                                 H5P_DEFAULT, H5P_DEFAULT),
              0);
  });
  EXPECT_THAT(verify_file(path_).problems.front().text(),
              HasSubstr("corridor_stock_mean is missing"));
}

TEST_F(DamagedFile, with_one_bit_flipped_fails_under_the_name_of_the_variable) {
  const std::string sound = sample::bytes_of(path_);
  std::vector<std::pair<std::string, haddr_t>> places;
  change(path_, [&places](hid_t file) {
    for (const VariableSchema& variable : ensemble_schema()) {
      // Not in chunks, not read, and not in the hash: the same names are beside it.
      if (variable.type == ElementType::text) continue;
      const std::string name(variable.name);
      const Hdf5Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
      const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
      haddr_t address = 0;
      ASSERT_GE(H5Dget_chunk_info(dataset.id(), space.id(), 0, nullptr, nullptr, &address, nullptr),
                0);
      places.emplace_back(name, address);
    }
  });
  ASSERT_EQ(places.size() + 4, ensemble_schema().size());
  for (const auto& [name, address] : places) {
    std::string bytes = sound;
    // Past the first bits of zlib and of a stored block, some of which nobody reads.
    bytes[address + 8] = static_cast<char>(bytes[address + 8] ^ 0x10);
    sample::write_bytes(path_, bytes);
    try {
      const Verification result = verify_file(path_);
      ASSERT_FALSE(result.passed()) << name;
      EXPECT_EQ(result.problems.front().key, name);
    } catch (const InputError& error) {
      EXPECT_EQ(error.problems().front().key, name);
    }
  }
}

TEST_F(DamagedFile, whose_corridors_are_not_called_by_their_ends_is_refused) {
  change(path_, [](hid_t file) {
    const Hdf5Handle dataset(H5Dopen2(file, "corridor", H5P_DEFAULT), H5Dclose);
    const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
    const std::string codes = "MEX-USAIND-USACIV-INDOOO-IND";
    ASSERT_GE(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, codes.data()), 0);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("corridor has 'OOO-IND' where OOO-USA is"));
}

TEST_F(DamagedFile, whose_attributes_are_of_variable_length_names_a_way_to_copy_it) {
  change(path_, [](hid_t file) {
    H5Adelete(file, "title");
    const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), H5T_VARIABLE);
    const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Hdf5Handle attribute(
        H5Acreate2(file, "title", type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    const char* const text = "A sample";
    ASSERT_GE(H5Awrite(attribute.id(), type.id(), &text), 0);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("title is a text of variable length"));
  EXPECT_THAT(refusal(path_), HasSubstr("copy its original anew, by nccopy, h5repack or xarray"));
}

TEST_F(DamagedFile, with_a_changed_number_fails_by_its_hash) {
  change(path_, [](hid_t file) {
    const Hdf5Handle dataset(H5Dopen2(file, "world_population_mean", H5P_DEFAULT), H5Dclose);
    const std::vector<double> other = {1, 2, 3, 4, 5, 6};
    H5Dwrite(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, other.data());
  });
  const Verification result = verify_file(path_);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems.front().text(), HasSubstr("is not the hash of the contents"));
}

TEST_F(DamagedFile, cut_short_anywhere_is_refused) {
  const std::string sound = sample::bytes_of(path_);
  for (std::size_t length = 1; length < sound.size(); length += sound.size() / 61) {
    sample::write_bytes(path_, sound.substr(0, length));
    EXPECT_THAT(refusal(path_),
                testing::AnyOf(HasSubstr("is not an HDF5 file"), HasSubstr("is cut off; it has ")))
        << length;
  }
}

TEST_F(DamagedFile, in_any_byte_never_crashes_and_never_changes_a_value_unnoticed) {
  const std::string sound = sample::bytes_of(path_);
  const std::string hash = EnsembleReader(path_).content_hash();
  const std::size_t step = sound.size() / 499;
  int noticed = 0;
  for (std::size_t place = 0; place < sound.size(); place += step) {
    std::string bytes = sound;
    bytes[place] = static_cast<char>(~bytes[place]);
    sample::write_bytes(path_, bytes);
    try {
      const Verification result = verify_file(path_);
      EXPECT_EQ(result.passed() ? result.computed_hash : hash, hash);
      noticed += result.passed() ? 0 : 1;
    } catch (const InputError&) {
      ++noticed;
    }
  }
  EXPECT_GT(noticed, 10);
}

}  // namespace
}  // namespace peregrine
