/**
 * Variables that decide which program a name stands for, what is loaded into it, or what it runs at its
 * start. A configuration from elsewhere must not set them: the command line a person agreed to would no
 * longer be what runs. Written small, as Windows knows no difference.
 */
const names: ReadonlySet<string> = new Set([
  ...['path', 'pathext', 'comspec', 'systemroot', 'windir', 'shell', 'ifs'],
  ...['bash_env', 'env', 'shellopts', 'bashopts', 'ps4', 'prompt_command', 'zdotdir'],
  ...['node_options', 'node_path', 'node_repl_external_module', 'npm_config_node_options'],
  ...['npm_config_script_shell', 'npm_config_prefix', 'bun_options', 'deno_flags'],
  ...['pythonpath', 'pythonhome', 'pythonstartup', 'pythoninspect', 'pythonbreakpoint'],
  ...['pythonuserbase', 'pythonexecutable', 'pythonplatlibdir'],
  ...['rubyopt', 'rubylib', 'gem_path', 'gem_home', 'bundle_gemfile'],
  ...['perl5opt', 'perl5lib', 'perllib', 'perl5db', 'phprc', 'php_ini_scan_dir'],
  ...['classpath', 'java_tool_options', '_java_options', 'jdk_java_options', 'java_opts'],
  ...['goroot', 'goflags', 'lua_path', 'lua_cpath', 'lua_init', 'r_profile', 'r_profile_user'],
  ...['git_ssh', 'git_ssh_command', 'git_exec_path', 'git_external_diff', 'git_askpass'],
  ...['ssh_askpass', 'editor', 'visual', 'pager', 'browser', 'gconv_path', 'openssl_conf'],
]);

const families =
  /^(ld|dyld|git_config|bash_func|electron|coreclr|dotnet_startup_hooks|cor_(enable_profiling|profiler)|tina)(_|$)/;

/** No configuration from elsewhere may set it. */
export function isRefusedVariable(name: string): boolean {
  const small = name.toLowerCase();
  return names.has(small) || families.test(small);
}
