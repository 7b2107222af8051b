# usage: cmake -DSOURCE_DIR=... -DOUTPUT=... -P PeregrineRevision.cmake
# Writes the revision of the source as a C++ header; leaves the file alone where it says so already,
# so that nothing is compiled anew. A tarball has no revision.
execute_process(COMMAND git describe --always --dirty WORKING_DIRECTORY ${SOURCE_DIR}
  OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT revision)
  set(revision unknown)
endif()
set(text "#pragma once\n#define PEREGRINE_GIT_REVISION \"${revision}\"\n")
set(before)
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} before)
endif()
if(NOT text STREQUAL before)
  file(WRITE ${OUTPUT} "${text}")
endif()
