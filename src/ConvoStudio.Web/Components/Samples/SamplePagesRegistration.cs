using ConvoStudio.Web.Components.Tours;

namespace ConvoStudio.Web.Components.Samples;

/// <summary>Sample playbooks and the tour over them.</summary>
public static class SamplePagesRegistration
{
    public static IServiceCollection AddSamplePages(this IServiceCollection services) => services.AddScoped<SampleStart>().AddScoped<TourState>().AddScoped<TourStops>();
}
