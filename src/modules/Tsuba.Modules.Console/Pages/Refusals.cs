using Tsuba.Web.Layout;

namespace Tsuba.Modules.Console.Pages;

/// <summary>What the console says instead of a page.</summary>
internal static class Refusals
{
    public const string NoItem = "There is no such host or service, or you may not see it.";

    /// <summary>The pages of refusals of this port.</summary>
    public static RefusedPages Pages { get; } = new(PageFrame.ConsoleLinks);
}
