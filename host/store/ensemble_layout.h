// The empty ensemble file: attributes, dimensions and variables of the schema, no values yet.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "host/store/ensemble_header.h"
#include "host/store/ensemble_writer.h"
#include "host/store/hdf5_output.h"

namespace peregrine {

struct OpenEnsemble {
  Hdf5Handle file;
  std::map<std::string, Hdf5Handle, std::less<>> datasets;  // by name
};

// Creates the file `name` for the output. Throws OutputError.
OpenEnsemble create_layout(const Hdf5Output& output, const std::string& name,
                           const EnsembleHeader& header, Compression compression);

}  // namespace peregrine
