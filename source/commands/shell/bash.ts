import type { Command } from "../command.ts";
import { optionFlags, pathFlags, textFlags } from "./completion-words.ts";

/** A completion script for bash 3.2 and newer: commands and folders first, then the options of the command. */
export function bashCompletions(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.map((command) => `    ${command.name}) words="${optionFlags(command).join(" ")}" ;;`);
  return `# bash completions for grounds. Load them with: source <(grounds completions bash)
_grounds() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  case "$previous" in
    ${pathFlags(commands).join("|")}) COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${textFlags(commands).join("|")}) return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current") $(compgen -d -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _grounds grounds
`;
}
