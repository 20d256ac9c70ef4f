using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A column of texts.</summary>
internal sealed class TextColumn : Column
{
    private readonly Func<object, QueryContext, string> _read;

    public TextColumn(string name, string description, Func<object, QueryContext, string> read)
        : base(name, ColumnType.Text, description)
    {
        _read = read;
    }

    /// <summary>Whether it is performance data, which aggregates by label.</summary>
    public bool IsPerfdata { get; init; }

    /// <summary>Whether it stays the same as long as the configuration does.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>How it is read from the status alone; null: it needs more.</summary>
    public Func<StatusEvent, string>? OfStatus { get; init; }

    public string Read(object row, QueryContext context) => _read(row, context);

    internal override Column Behind(string name, Func<object, QueryContext, object?> step) =>
        new TextColumn(name, Description, (row, context) => step(row, context) is { } target ? _read(target, context) : "") { IsPerfdata = IsPerfdata };
}
