namespace Tsuba.Configuration.Edits;

/// <summary>One change to the definitions of a configuration. Closed: <see cref="SetProperty"/>, <see cref="RemoveProperty"/>, <see cref="AddObject"/>, <see cref="RenameObject"/>, <see cref="DeleteObject"/>.</summary>
public abstract record ConfigurationEdit
{
    private protected ConfigurationEdit()
    {
    }
}
