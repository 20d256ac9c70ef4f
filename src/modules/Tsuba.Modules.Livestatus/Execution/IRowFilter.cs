namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on a row.</summary>
public interface IRowFilter
{
    /// <summary>Whether the row meets it.</summary>
    bool Accepts(object row);
}
