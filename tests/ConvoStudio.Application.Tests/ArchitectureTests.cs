using System.Reflection;
using ConvoStudio.Application.Persistence;
using Xunit;

namespace ConvoStudio.Application.Tests;

public sealed class ArchitectureTests
{
    private static readonly string[] References =
        [.. typeof(StudioDbContext).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Order(StringComparer.Ordinal)];

    [Fact]
    public void References_AspNetCore_IdentityOnly()
    {
        var aspNet = References.Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.All(aspNet, name => Assert.StartsWith("Microsoft.AspNetCore.Identity", name, StringComparison.Ordinal));
    }

    [Fact]
    public void References_OwnProjects_EngineOnly() =>
        Assert.Equal(["ConvoStudio.Engine"], References.Where(name => name.StartsWith("ConvoStudio", StringComparison.Ordinal)));

    [Fact]
    public void Types_Entities_HaveNoPublicSetters()
    {
        var open = typeof(StudioDbContext).GetProperties()
            .Where(p => p.DeclaringType == typeof(StudioDbContext) && p.PropertyType.IsGenericType)
            .Select(p => p.PropertyType.GetGenericArguments()[0])
            .SelectMany(entity => entity.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");
        Assert.Empty(open);
    }
}
