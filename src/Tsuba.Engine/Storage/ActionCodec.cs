using System.Collections.Immutable;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of actions without receipt. Their commands are written as they were expanded, so that they come out the same again.</summary>
internal static class ActionCodec
{
    /// <summary>Writes all pending actions.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Count((ulong)part.Actions.Count);
        foreach (var action in part.Actions.Values)
        {
            Write(action, writer);
        }
    }

    /// <summary>Reads all pending actions.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        for (var left = reader.Length(); left > 0; left--)
        {
            var action = Read(ref reader);
            part.Actions[action.Due.Id] = action;
        }
    }

    private static void Write(PendingAction action, StateWriter writer)
    {
        var due = action.Due;
        writer.Number(due.Id);
        writer.Byte((byte)due.Kind);
        writer.Number(due.Item.Value);
        writer.Text(due.Contact);
        writer.Count((ulong)due.Invocation.Arguments.Length);
        foreach (var argument in due.Invocation.Arguments)
        {
            writer.Text(argument);
        }

        writer.OptionalText(due.Invocation.ShellLine);
        writer.Count((ulong)due.Invocation.Environment.Length);
        foreach (var (name, value) in due.Invocation.Environment)
        {
            writer.Text(name);
            writer.Text(value);
        }

        writer.Signed(due.Invocation.Timeout.Ticks);
        writer.Text(due.Invocation.Display);
        writer.OptionalText(due.ReactionnerTag);
        writer.Text(due.ModuleType);
        writer.Signed(due.DueUtcMilliseconds);
        writer.Text(action.Command);
        writer.Byte((byte)action.Type);
        writer.Byte(action.State);
        writer.Count((ulong)action.Number);
    }

    private static PendingAction Read(ref StateReader reader)
    {
        var id = reader.Number();
        var kind = (ActionKind)reader.Byte();
        var item = new ItemId(reader.Number());
        var contact = reader.Text();
        var arguments = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Length(); left > 0; left--)
        {
            arguments.Add(reader.Text());
        }

        var shell = reader.OptionalText();
        var environment = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        for (var left = reader.Length(); left > 0; left--)
        {
            environment.Add(new KeyValuePair<string, string>(reader.Text(), reader.Text()));
        }

        var invocation = new CommandInvocation
        {
            Arguments = arguments.ToImmutable(),
            ShellLine = shell,
            Environment = environment.ToImmutable(),
            Timeout = TimeSpan.FromTicks(reader.Signed()),
            Display = reader.Text(),
        };
        var due = new ActionDue(id, kind, item, contact, invocation, reader.OptionalText(), reader.Text(), reader.Signed());
        return new PendingAction(due, reader.Text(), (NotificationType)reader.Byte(), reader.Byte(), (int)reader.Small());
    }
}
