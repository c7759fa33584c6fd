import type { Command, Option } from "../command.ts";
import { isPath } from "./completion-words.ts";

/** A completion script for zsh, with the description of each command and option. */
export function zshCompletions(commands: readonly Command[]): string {
  const listed = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`);
  const cases = commands.map((command) => {
    const files = command.positional === undefined ? "" : isPath(command.positional.name) ? " '*:file:_files'" : "";
    return `    ${command.name}) _arguments ${command.options.map(optionSpec).join(" ")} '--help[show the options]'${files} ;;`;
  });
  return `#compdef grounds
# zsh completions for grounds. Load them with: source <(grounds completions zsh)
_grounds() {
  local -a commands
  commands=(
${listed.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    _files -/
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
compdef _grounds grounds
`;
}

function optionSpec({ name, value, repeatable, description }: Option): string {
  const text = description.replace(/[[\]\\]/g, "\\$&").replaceAll(":", "\\:");
  const argument =
    value === undefined ? "" : `:${value.replace(/["=|,:]/g, " ").trim()}:${isPath(value) ? "_files" : " "}`;
  return quoted(`${repeatable ? "*" : ""}--${name}[${text}]${argument}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
