using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Tsuba.Architecture.Tests;

/// <summary>The brains run in production, in the simulator and in a what-if alike, so nothing in them may touch the machine.</summary>
public sealed class PureProjectTests
{
    private static readonly string[] Refused =
    [
        "System.Net", "System.IO.FileSystem", "System.IO.Pipes", "System.Diagnostics.Process", "System.Threading.Timer",
        "System.Threading.ThreadPool", "System.Threading.Thread", "Microsoft.Extensions.Logging", "Microsoft.AspNetCore", "System.Console",
    ];

    public static TheoryData<string> PureAssemblies => ["Tsuba.Model", "Tsuba.Configuration", "Tsuba.Engine", "Tsuba.Dispatch"];

    [Theory]
    [MemberData(nameof(PureAssemblies))]
    public void PureAssembly_ItsImports_NameNoMachine(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var imports = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        Assert.Empty(imports.Where(import => Refused.Any(refused => import.StartsWith(refused, StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(PureAssemblies))]
    public void PureAssembly_ItsMethods_AreSynchronous(string name)
    {
        var asynchronous = Assembly.Load(name).GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
            .Select(method => $"{method.DeclaringType}.{method.Name}");
        Assert.Empty(asynchronous);
    }

    [Fact]
    public void DaemonCores_TheirText_NamesNoClockAndNoTask()
    {
        string[] words = ["TimeProvider", "DateTime.", "DateTimeOffset.UtcNow", "Task.", "Task<", "async ", "await ", "Channel<", "File.", "Socket", "new Random"];
        var offences = from path in Checkout.Files("src/daemons", "*.cs")
                       where path.Contains("/Core/", StringComparison.Ordinal)
                       let code = string.Join('\n', Checkout.Lines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
                       from word in words
                       where code.Contains(word, StringComparison.Ordinal)
                       select $"{path}: {word}";
        Assert.Empty(offences);
    }
}
