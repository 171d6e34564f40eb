using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Samples;

public static class SamplesRegistration
{
    public static IServiceCollection AddSamples(this IServiceCollection services) => services.AddSingleton<SamplePlaybooks>();
}
