using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Commands and calls of commands. Source: reference/shinken.md 3.3, "ghost commands" and "command arguments".</summary>
internal static class CommandLinker
{
    internal static CommandDefinition Link(ObjectReader reader)
    {
        var timeout = reader.OptionalSeconds("timeout");
        return new CommandDefinition(
            reader.Source.Key,
            reader.Text("command_line") ?? "",
            timeout > TimeSpan.Zero ? timeout : null,
            Tag(reader.Text("poller_tag")),
            Tag(reader.Text("reactionner_tag")),
            reader.Text("module_type") ?? "fork",
            reader.Flag("enable_environment_macros"),
            reader.Integer("priority", int.MinValue, int.MaxValue));
    }

    /// <summary>A tag; the word <c>None</c> is how the original writes "untagged".</summary>
    internal static string? Tag(string? text) => text is null or "None" or "none" ? null : text;

    /// <summary>The call that a property holds; null: unset, or its command is unknown, which is reported.</summary>
    internal static CommandCall? Call(in ObjectReader reader, string name) =>
        reader.Text(name) is { } text ? Call(reader, name, text) : null;

    /// <summary>The call that a property holds; null: unset, or its command is unknown, which is no fault here.</summary>
    internal static CommandCall? Find(in ObjectReader reader, string name) =>
        reader.Text(name) is { } text && reader.Context.Commands.ContainsKey(Name(text)) ? Call(reader, name, text) : null;

    /// <summary>Calls of a list of commands. A comma separates commands only where a command name follows it.</summary>
    internal static ImmutableArray<CommandCall> Calls(in ObjectReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return [];
        }

        var calls = ImmutableArray.CreateBuilder<CommandCall>();
        foreach (var entry in SplitCalls(text, reader.Context.Commands))
        {
            if (Call(reader, name, entry) is { } call)
            {
                calls.Add(call);
            }
        }

        return calls.DrainToImmutable();
    }

    internal static CommandCall? Call(in ObjectReader reader, string name, string text)
    {
        var context = reader.Context;
        if (context.Calls.TryGetValue(text, out var known))
        {
            return known;
        }

        var trimmed = text.Trim();
        var bang = trimmed.IndexOf('!', StringComparison.Ordinal);
        var commandName = Name(trimmed);
        if (commandName.Length == 0)
        {
            return null;
        }

        var call = Ghost(commandName, trimmed, bang);
        if (call is null)
        {
            if (!context.Commands.TryGetValue(commandName, out var command))
            {
                context.Report(
                    SnapshotFindings.NameUnknown,
                    reader.Locate(name),
                    $"{name}: there is no command \"{ObjectReader.Shorten(commandName)}\"{Near.Hint(commandName, context.Commands.Keys)}");
                return null;
            }

            call = new CommandCall(trimmed, CommandCallKind.Plugin, command, bang < 0 ? [] : SplitArguments(trimmed[(bang + 1)..]));
        }

        context.Calls.Add(text, call);
        return call;
    }

    private static string Name(string call)
    {
        var bang = call.IndexOf('!', StringComparison.Ordinal);
        return (bang < 0 ? call : call[..bang]).Trim();
    }

    private static CommandCall? Ghost(string commandName, string text, int bang) => commandName switch
    {
        "bp_rule" => new CommandCall(text, CommandCallKind.BusinessRule, null, [bang < 0 ? "" : text[(bang + 1)..]]),
        "_internal_host_up" => new CommandCall(text, CommandCallKind.InternalHostUp, null, []),
        "_echo" => new CommandCall(text, CommandCallKind.Echo, null, []),
        _ => null,
    };

    private static ImmutableArray<string> SplitArguments(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return [.. text.Split('!')];
        }

        var arguments = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == '!' && (index == 0 || text[index - 1] != '\\')))
            {
                arguments.Add(text[start..index].Replace("\\!", "!", StringComparison.Ordinal));
                start = index + 1;
            }
        }

        return arguments.DrainToImmutable();
    }

    // "notify!a,b,other" is two calls, not three: "b" is no command, so its comma belongs to the argument before it.
    private static List<string> SplitCalls(string text, Dictionary<string, CommandDefinition> commands)
    {
        List<string> calls = [];
        foreach (var entry in text.Split(','))
        {
            var bang = entry.IndexOf('!', StringComparison.Ordinal);
            var name = (bang < 0 ? entry : entry[..bang]).Trim();
            if (calls.Count > 0 && calls[^1].Contains('!', StringComparison.Ordinal) && !commands.ContainsKey(name))
            {
                calls[^1] += "," + entry;
            }
            else if (name.Length > 0)
            {
                calls.Add(entry.Trim());
            }
        }

        return calls;
    }
}
