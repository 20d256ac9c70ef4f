using System.Collections.Immutable;

namespace Tsuba.Model.Objects;

/// <summary>What an item shows to people; no rule of the engine depends on it.</summary>
public sealed record Presentation
{
    /// <summary>All empty.</summary>
    public static Presentation Empty { get; } = new();

    /// <summary>notes.</summary>
    public string Notes { get; init; } = "";

    /// <summary>notes_url.</summary>
    public string NotesUrl { get; init; } = "";

    /// <summary>action_url.</summary>
    public string ActionUrl { get; init; } = "";

    /// <summary>icon_image.</summary>
    public string IconImage { get; init; } = "";

    /// <summary>icon_image_alt.</summary>
    public string IconImageAlt { get; init; } = "";

    /// <summary>icon_set.</summary>
    public string IconSet { get; init; } = "";

    /// <summary>vrml_image.</summary>
    public string VrmlImage { get; init; } = "";

    /// <summary>statusmap_image.</summary>
    public string StatusmapImage { get; init; } = "";

    /// <summary>2d_coords.</summary>
    public string Coordinates2D { get; init; } = "";

    /// <summary>3d_coords.</summary>
    public string Coordinates3D { get; init; } = "";

    /// <summary>aggregation (services).</summary>
    public string Aggregation { get; init; } = "";

    /// <summary>labels.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>custom_views.</summary>
    public ImmutableArray<string> CustomViews { get; init; } = [];
}
