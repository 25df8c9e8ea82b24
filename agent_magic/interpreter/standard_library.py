"""The harmless part of the standard library: each module with the members that the code gets.

Left out are members that open files, sockets or processes, change state of the whole process, evaluate text, or lead
to another module. What stands here is taken from the real module; a member that a Python version lacks is skipped.
"""

from __future__ import annotations

from typing import Final

BASE: Final[dict[str, frozenset[str]]] = {
    line.split("::")[0].strip(): frozenset(line.split("::")[1].split())
    for line in """
__future__ :: absolute_import all_feature_names annotations barry_as_FLUFL division generator_stop generators nested_scopes print_function unicode_literals with_statement
abc :: ABC ABCMeta abstractclassmethod abstractmethod abstractproperty abstractstaticmethod update_abstractmethods
array :: array typecodes
ast :: literal_eval
asyncio :: ALL_COMPLETED Barrier BoundedSemaphore BrokenBarrierError CancelledError Condition Event FIRST_COMPLETED FIRST_EXCEPTION InvalidStateError LifoQueue Lock PriorityQueue Queue QueueEmpty QueueFull QueueShutDown Semaphore TaskGroup Timeout TimeoutError as_completed create_task current_task gather iscoroutine iscoroutinefunction isfuture shield sleep timeout timeout_at wait wait_for
base64 :: a85decode a85encode b16decode b16encode b32decode b32encode b32hexdecode b32hexencode b64decode b64encode b85decode b85encode decodebytes encodebytes standard_b64decode standard_b64encode urlsafe_b64decode urlsafe_b64encode z85decode z85encode
binascii :: Error Incomplete a2b_base64 a2b_hex a2b_qp a2b_uu b2a_base64 b2a_hex b2a_qp b2a_uu crc32 crc_hqx hexlify unhexlify
bisect :: bisect bisect_left bisect_right insort insort_left insort_right
calendar :: APRIL AUGUST Calendar DECEMBER Day FEBRUARY FRIDAY HTMLCalendar IllegalMonthError IllegalWeekdayError JANUARY JULY JUNE MARCH MAY MONDAY Month NOVEMBER OCTOBER SATURDAY SEPTEMBER SUNDAY THURSDAY TUESDAY TextCalendar WEDNESDAY calendar day_abbr day_name isleap leapdays month month_abbr month_name monthcalendar monthrange prcal prmonth timegm weekday weekheader
cmath :: acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj phase pi polar rect sin sinh sqrt tan tanh tau
collections :: ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple
collections.abc :: AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer ByteString Callable Collection Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView
colorsys :: hls_to_rgb hsv_to_rgb rgb_to_hls rgb_to_hsv rgb_to_yiq yiq_to_rgb
contextlib :: AbstractAsyncContextManager AbstractContextManager AsyncExitStack ContextDecorator ExitStack aclosing asynccontextmanager closing contextmanager nullcontext suppress
copy :: Error
csv :: DictReader DictWriter Dialect Error QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC QUOTE_NOTNULL QUOTE_STRINGS Sniffer excel excel_tab get_dialect list_dialects reader unix_dialect writer
dataclasses :: Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple field fields is_dataclass replace
datetime :: MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo
decimal :: Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple DivisionByZero DivisionImpossible DivisionUndefined FloatOperation HAVE_CONTEXTVAR HAVE_THREADS Inexact InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal Underflow getcontext localcontext setcontext
difflib :: Differ HtmlDiff IS_CHARACTER_JUNK IS_LINE_JUNK Match SequenceMatcher context_diff diff_bytes get_close_matches ndiff restore unified_diff
enum :: CONFORM CONTINUOUS EJECT Enum EnumCheck EnumDict EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto global_enum_repr global_flag_repr global_str member nonmember property unique verify
fractions :: Fraction
functools :: WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key lru_cache partial partialmethod reduce total_ordering
graphlib :: CycleError TopologicalSorter
hashlib :: algorithms_available algorithms_guaranteed blake2b blake2s md5 new sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512 shake_128 shake_256
heapq :: heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest
hmac :: HMAC compare_digest digest new
html :: escape unescape
html.parser :: HTMLParser
io :: BytesIO SEEK_CUR SEEK_END SEEK_SET StringIO UnsupportedOperation
itertools :: accumulate batched chain combinations combinations_with_replacement compress dropwhile filterfalse groupby islice pairwise permutations product starmap takewhile tee zip_longest
json :: JSONDecodeError JSONDecoder JSONEncoder dump dumps load loads
keyword :: iskeyword issoftkeyword kwlist softkwlist
math :: acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp
numbers :: Complex Integral Number Rational Real
operator :: abs add and_ call concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv imatmul imod index indexOf inv invert ior irshift is_ is_not isub itemgetter itruediv ixor le length_hint lt matmul mod ne neg not_ or_ pos rshift setitem sub truediv truth xor
os.path :: basename commonpath commonprefix dirname isabs join normcase normpath sep split splitext
pathlib :: PosixPath PurePath PurePosixPath PureWindowsPath
pprint :: PrettyPrinter isreadable isrecursive pformat pp pprint saferepr
queue :: Empty Full LifoQueue PriorityQueue Queue ShutDown SimpleQueue
random :: SystemRandom
re :: A ASCII DOTALL I IGNORECASE L LOCALE M MULTILINE Match NOFLAG Pattern PatternError RegexFlag S U UNICODE VERBOSE X compile error escape findall finditer fullmatch match search split sub subn
reprlib :: Repr recursive_repr repr
secrets :: SystemRandom choice compare_digest randbelow randbits token_bytes token_hex token_urlsafe
stat :: FILE_ATTRIBUTE_ARCHIVE FILE_ATTRIBUTE_COMPRESSED FILE_ATTRIBUTE_DIRECTORY FILE_ATTRIBUTE_HIDDEN FILE_ATTRIBUTE_NORMAL FILE_ATTRIBUTE_READONLY FILE_ATTRIBUTE_SYSTEM FILE_ATTRIBUTE_TEMPORARY SF_APPEND SF_ARCHIVED SF_IMMUTABLE ST_ATIME ST_CTIME ST_DEV ST_GID ST_INO ST_MODE ST_MTIME ST_NLINK ST_SIZE ST_UID S_ENFMT S_IEXEC S_IFBLK S_IFCHR S_IFDIR S_IFIFO S_IFLNK S_IFMT S_IFREG S_IFSOCK S_IMODE S_IREAD S_IRGRP S_IROTH S_IRUSR S_IRWXG S_IRWXO S_IRWXU S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISGID S_ISLNK S_ISREG S_ISSOCK S_ISUID S_ISVTX S_IWGRP S_IWOTH S_IWRITE S_IWUSR S_IXGRP S_IXOTH S_IXUSR filemode
statistics :: NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde kde_random linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance quantiles stdev variance
string :: Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation whitespace
struct :: Struct calcsize error iter_unpack pack pack_into unpack unpack_from
sys :: byteorder float_info getrecursionlimit getsizeof hash_info int_info maxsize maxunicode platform version version_info
textwrap :: TextWrapper dedent fill indent shorten wrap
time :: CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_THREAD_CPUTIME_ID altzone asctime clock_getres clock_gettime clock_gettime_ns ctime daylight get_clock_info gmtime localtime mktime monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns strftime strptime struct_time thread_time thread_time_ns time time_ns timezone tzname
traceback :: format_exc format_exception format_exception_only format_tb print_exc print_exception print_tb
types :: AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CoroutineType EllipsisType FunctionType GeneratorType GenericAlias LambdaType MappingProxyType MethodType NoneType NotImplementedType SimpleNamespace UnionType get_original_bases new_class prepare_class resolve_bases
typing :: AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoDefault NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING Text TextIO Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never assert_type cast dataclass_transform final get_args get_origin is_protocol is_typeddict overload override runtime_checkable
unicodedata :: UCD bidirectional category combining decimal decomposition digit east_asian_width is_normalized lookup mirrored name normalize numeric ucd_3_2_0 unidata_version
urllib.parse :: DefragResult ParseResult SplitResult parse_qs parse_qsl quote quote_from_bytes quote_plus unquote unquote_plus unquote_to_bytes urldefrag urlencode urljoin urlparse urlsplit urlunparse urlunsplit
uuid :: NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 RESERVED_FUTURE RESERVED_MICROSOFT RESERVED_NCS RFC_4122 SafeUUID UUID uuid3 uuid4 uuid5
warnings :: catch_warnings filterwarnings resetwarnings simplefilter warn
zlib :: DEFLATED MAX_WBITS Z_BEST_COMPRESSION Z_BEST_SPEED Z_DEFAULT_COMPRESSION adler32 compress compressobj crc32 error
zoneinfo :: InvalidTZPathWarning ZoneInfo ZoneInfoNotFoundError available_timezones
""".strip().splitlines()
}  # fmt: skip
