namespace Tsuba.Differential.Tests.Cases;

/// <summary>Where the scripted plugin finds the answers of an item.</summary>
internal static class AnswerFile
{
    /// <summary>File name of an item.</summary>
    public static string NameOf(string item) => item.Replace(';', '+');
}
