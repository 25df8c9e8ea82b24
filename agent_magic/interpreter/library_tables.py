"""What is known of libraries: their public modules, and the members that are not lent or not lent as they are.

Where a library is in `MODULES`, its other modules are not lent; where it is in no table, its public names are, and
never a module that the policy does not name. Members of libraries are not meant to be listed in full: what opens files,
connections and processes is caught when it does. Here is what changes the host's state, what native code does without
being seen, and what deserves a clear word at once.
"""

from __future__ import annotations

from typing import Final


def _table(text: str) -> dict[str, frozenset[str]]:
    lines = (line.split("::") for line in text.strip().splitlines())
    found: dict[str, frozenset[str]] = {}
    for key, names in lines:
        found[key.strip()] = found.get(key.strip(), frozenset()) | frozenset(names.split())
    return found


MODULES: Final = _table("""
numpy :: numpy char dtypes exceptions fft lib lib.mixins lib.recfunctions lib.scimath lib.stride_tricks linalg ma ma.core ma.extras polynomial polynomial.* random rec strings testing typing
scipy :: scipy cluster cluster.* constants differentiate fft fftpack integrate interpolate linalg linalg.* misc ndimage odr optimize optimize.* signal signal.* sparse sparse.* spatial spatial.* special stats stats.*
pandas :: pandas api api.extensions api.indexers api.interchange api.types api.typing arrays errors io.formats.style io.json plotting testing tseries tseries.frequencies tseries.holiday tseries.offsets
polars :: polars datatypes exceptions functions selectors testing
pyarrow :: pyarrow compute types
matplotlib :: matplotlib artist axes axes.* axis backends.backend_agg category cm collections colorbar colors container contour dates figure font_manager gridspec hatch image layout_engine legend legend_handler lines markers mlab offsetbox patches patheffects path projections pyplot quiver rcsetup scale spines stackplot style table text textpath ticker transforms tri type1font units widgets
mpl_toolkits :: mpl_toolkits axes_grid1 axes_grid1.* axisartist mplot3d mplot3d.*
seaborn :: seaborn objects colors palettes
sklearn :: sklearn base calibration cluster compose covariance cross_decomposition datasets decomposition discriminant_analysis dummy ensemble exceptions experimental experimental.* feature_extraction feature_extraction.* feature_selection frozen gaussian_process gaussian_process.* impute inspection isotonic kernel_approximation kernel_ridge linear_model manifold metrics metrics.* mixture model_selection multiclass multioutput naive_bayes neighbors neural_network pipeline preprocessing random_projection semi_supervised svm tree utils utils.class_weight utils.extmath utils.estimator_checks utils.metaestimators utils.multiclass utils.random utils.validation
networkx :: networkx algorithms algorithms.* classes classes.* convert convert_matrix drawing drawing.layout drawing.nx_pylab exception generators generators.* linalg linalg.* readwrite.json_graph relabel
sympy :: sympy abc algebras algebras.* assumptions assumptions.* calculus calculus.* combinatorics combinatorics.* concrete concrete.* core core.* crypto crypto.* diffgeom discrete discrete.* functions functions.* geometry geometry.* holonomic integrals integrals.* liealgebras logic logic.* matrices matrices.* ntheory ntheory.* parsing parsing.sympy_parser physics physics.* plotting polys polys.* printing printing.latex printing.mathml printing.pretty printing.pycode printing.str sets sets.* series series.* simplify simplify.* solvers solvers.* stats stats.* tensor tensor.* utilities utilities.iterables utilities.lambdify vector
PIL :: PIL ExifTags Image ImageChops ImageColor ImageDraw ImageEnhance ImageFilter ImageFont ImageMath ImageOps ImagePalette ImagePath ImageSequence ImageStat ImageTransform PngImagePlugin TiffTags features
""")
"""The modules that are lent, by library; `*` stands for one more name, none of them underscored."""

_FILES: Final = "it opens files; a policy with files=Files(...) and a path below it would allow it with another format"
_PICKLES: Final = "it loads pickles, which can run any code"
_TEXT: Final = "it evaluates text; write it as code"
_MEMORY: Final = "it reaches into the process's memory"
_STATE: Final = "it changes the library for the whole process"
_NETWORK: Final = "it opens connections; ask the user to lend the data as an input"
_PROCESS: Final = "it starts other programs"
_NATIVE: Final = "native code would open files unseen; ask the user to lend the data as an input"

_REASONS: Final = {
    "PICKLES": _PICKLES, "TEXT": _TEXT, "MEMORY": _MEMORY, "STATE": _STATE, "NETWORK": _NETWORK,
    "PROCESS": _PROCESS, "NATIVE": _NATIVE,
}  # fmt: skip

_REFUSED: Final = """
numpy MEMORY :: ctypeslib
numpy TEXT :: f2py
numpy STATE :: test seterrcall setbufsize
numpy.lib.stride_tricks MEMORY :: as_strided
numpy.lib MEMORY :: add_docstring add_newdoc tracemalloc_domain introspect format npyio
numpy.testing TEXT :: rundocs runstring run_module_suite measure
numpy.testing STATE :: tempdir temppath decorate_methods memusage jiffies extbuild Tester
numpy.random STATE :: set_bit_generator
numpy.polynomial STATE :: set_default_printstyle
scipy STATE :: test
scipy.fft STATE :: register_backend set_global_backend
scipy.cluster.hierarchy STATE :: set_link_color_palette
scipy.sparse.linalg STATE :: use_solver
scipy MEMORY :: LowLevelCallable
scipy NETWORK :: datasets
pandas PICKLES :: read_pickle to_pickle read_hdf HDFStore
pandas STATE :: test show_versions set_eng_float_format
pandas NATIVE :: read_spss read_iceberg read_xml
pandas NETWORK :: read_sql read_sql_query read_sql_table read_gbq
pandas PROCESS :: read_clipboard
pandas.api.extensions STATE :: register_dataframe_accessor register_extension_dtype register_index_accessor register_series_accessor
pandas.tseries.holiday STATE :: register
pandas.plotting STATE :: register_matplotlib_converters deregister_matplotlib_converters
polars TEXT :: sql sql_expr SQLContext
polars NETWORK :: read_database read_database_uri read_delta scan_delta read_iceberg scan_iceberg Catalog scan_pyarrow_dataset CredentialProvider CredentialProviderAWS CredentialProviderAzure CredentialProviderFunction CredentialProviderGCP
polars PROCESS :: read_clipboard
polars STATE :: api plugins show_versions enable_string_cache disable_string_cache register_extension_type unregister_extension_type
pyarrow NATIVE :: OSFile memory_map create_memory_map input_stream output_stream NativeFile PythonFile MemoryMappedFile FixedSizeBufferWriter
pyarrow MEMORY :: foreign_buffer CacheOptions
pyarrow STATE :: enable_signal_handlers set_cpu_count set_io_thread_count set_memory_pool set_timezone_db_path
pyarrow.compute STATE :: register_aggregate_function register_scalar_function register_tabular_function register_vector_function
pyarrow PICKLES :: PyExtensionType UnknownExtensionType register_extension_type unregister_extension_type
matplotlib STATE :: use get_backend set_loglevel test matplotlib_fname rc_file rc_params_from_file get_configdir get_cachedir get_data_path rcParamsDefault rcParamsOrig interactive backend_registry
matplotlib.pyplot STATE :: switch_backend install_repl_displayhook uninstall_repl_displayhook set_loglevel ion ioff get_backend ginput waitforbuttonpress
matplotlib.projections STATE :: register_projection projection_registry
matplotlib.scale STATE :: register_scale
matplotlib.dates STATE :: set_epoch
matplotlib.units STATE :: registry
matplotlib.font_manager STATE :: FontManager fontManager json_dump json_load findSystemFonts list_fonts win32FontDirectory
seaborn NETWORK :: load_dataset get_dataset_names get_data_home
sklearn STATE :: show_versions setup_module
sklearn.datasets NETWORK :: clear_data_home fetch_20newsgroups fetch_20newsgroups_vectorized fetch_california_housing fetch_covtype fetch_file fetch_kddcup99 fetch_lfw_pairs fetch_lfw_people fetch_olivetti_faces fetch_openml fetch_rcv1 fetch_species_distributions get_data_home
sklearn.utils PROCESS :: register_parallel_backend parallel_backend
networkx PROCESS :: nx_agraph nx_pydot
networkx STATE :: config
sympy TEXT :: init_session doctest test
sympy STATE :: init_printing pager_print interactive_traversal register_handler
sympy.polys.polyconfig STATE :: configure setup
sympy.physics.mechanics STATE :: init_vprinting
sympy.physics.vector STATE :: init_vprinting
sympy.physics.vector.printing STATE :: init_vprinting
sympy PROCESS :: preview
PIL.Image STATE :: register_decoder register_encoder register_extension register_extensions register_mime register_open register_save register_save_all preinit init
PIL.ImageMath TEXT :: eval unsafe_eval
"""

REFUSED: Final = {
    f"{line.split()[0]}.{name}": _REASONS[line.split()[1]]
    for line in _REFUSED.strip().splitlines()
    for name in line.split("::")[1].split()
}
"""Members that are not lent, by full name, and why."""

REFUSED_LIBRARIES: Final = {
    "cffi": _MEMORY, "numba": _MEMORY, "llvmlite": _MEMORY, "cython": _TEXT, "Cython": _TEXT, "pyximport": _TEXT,
    "jinja2": _TEXT, "mako": _TEXT, "numexpr": _TEXT, "dill": _PICKLES, "cloudpickle": _PICKLES, "psutil": _PROCESS,
    "joblib": _PROCESS, "loky": _PROCESS, "IPython": _STATE, "ipykernel": _STATE, "jupyter_client": _STATE, "agent_magic": _STATE, "pytest": _TEXT,
    "_pytest": _TEXT, "setuptools": _TEXT, "pip": _PROCESS, "pkg_resources": _STATE,
}  # fmt: skip
"""Libraries that cannot be lent at all, and why."""

READERS: Final = _table("""
pandas :: read_csv read_table read_fwf read_json read_excel read_html read_parquet read_feather read_orc read_sas read_stata ExcelFile
polars :: read_csv read_csv_batched read_json read_ndjson read_ipc read_ipc_stream read_ipc_schema read_parquet read_parquet_schema read_parquet_metadata read_avro read_excel read_ods read_lines scan_csv scan_ndjson scan_ipc scan_parquet scan_lines
numpy :: load loadtxt genfromtxt fromfile fromregex
PIL.Image :: open
matplotlib.pyplot :: imread
matplotlib.image :: imread
networkx :: read_adjlist read_edgelist read_gexf read_gml read_graph6 read_graphml read_leda read_multiline_adjlist read_pajek read_sparse6 read_weighted_edgelist
sklearn.datasets :: load_svmlight_file load_files
""")
"""Members whose first argument may be a path that is read, by module."""

NATIVE_READERS: Final = _table("""
pandas :: read_excel read_html read_parquet read_feather read_orc ExcelFile
polars :: read_csv read_csv_batched read_json read_ndjson read_ipc read_ipc_stream read_ipc_schema read_parquet read_parquet_schema read_parquet_metadata read_avro read_excel read_ods read_lines scan_csv scan_ndjson scan_ipc scan_parquet scan_lines
""")
"""Those among the readers that hand a path to native code: they get a path that was resolved, or a buffer."""

_METHODS: Final = """
polars TEXT :: sql
polars NETWORK :: write_database write_delta write_iceberg sink_delta sink_iceberg remote
polars PROCESS :: write_clipboard show_graph
polars PICKLES :: deserialize from_json
polars MEMORY :: register_plugin
pandas NETWORK :: to_sql to_gbq to_iceberg
pandas PROCESS :: to_clipboard
pandas NATIVE :: to_hdf
pandas TEXT :: env from_custom_template template_html template_html_table template_html_style template_latex template_string template_typst
numpy MEMORY :: ctypes cffi capsule
sympy STATE :: set_global_settings
"""

REFUSED_METHODS: Final = {
    name: (line.split()[0], _REASONS[line.split()[1]])
    for line in _METHODS.strip().splitlines()
    for name in line.split("::")[1].split()
}
"""Attributes of a library's objects that are not lent: the library and why."""

NATIVE_WRITERS: Final = {
    **dict.fromkeys(
        """
        write_csv write_json write_ndjson write_parquet write_ipc write_ipc_stream write_avro write_excel serialize
        sink_csv sink_parquet sink_ipc sink_ndjson
        """.split(),
        "polars",
    ),
    **dict.fromkeys("to_parquet to_feather to_orc to_excel".split(), "pandas"),
}
"""Methods that hand a path to native code, and the library."""

DISPATCHERS: Final = dict.fromkeys("agg aggregate apply transform pivot_table".split(), "pandas")
"""Methods that call others by the names they are given, and the library."""
